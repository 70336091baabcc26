import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { htmlReport } from '../report/html/report.ts';
import { sampleMaterial } from '../report/html/sample-material.test-data.ts';
import { median } from './median.ts';

const SCENARIOS = 1_000;
const CHECKS = 10;
const ENTRIES = 60;
const ROUNDS = 3;
const self = fileURLToPath(import.meta.url);

/** 10,000 checks with their transcripts to report.html, in a process of its own: time, peak memory beyond the run's own, and file size. */
export async function htmlOfRun(): Promise<readonly string[]> {
  const { stdout, stderr } = spawnSync(process.execPath, [self], { encoding: 'utf8' });
  return stdout === '' ? [`report.html: no figures (${stderr.trim()})`] : stdout.trimEnd().split('\n');
}

const peakMb = (): number => process.resourceUsage().maxRSS / 1024;

function measured(): string {
  const material = sampleMaterial(SCENARIOS, CHECKS, ENTRIES);
  const before = peakMb();
  let page = '';
  const times = Array.from({ length: ROUNDS }, () => {
    const from = performance.now();
    page = htmlReport(material);
    return performance.now() - from;
  });
  const figures = [
    `${median(times).toFixed(0)} ms`,
    `${(Buffer.byteLength(page) / 1e6).toFixed(1)} MB`,
    `peak ${peakMb().toFixed(0)} MB, of which ${before.toFixed(0)} MB before it`,
  ];
  return `report.html of ${SCENARIOS * CHECKS} checks, ${SCENARIOS} transcripts of ${ENTRIES} entries: ${figures.join(', ')}`;
}

if (process.argv[1] === self) process.stdout.write(`${measured()}\n`);
