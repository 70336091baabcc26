import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../candidate/usage-error.ts';
import { startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import type { SeamWrap } from '../reference/endpoint/seams.ts';
import { loadFaults, loadVariations } from '../selftest/candidates.ts';

export interface ServeFlags {
  readonly dir: string;
  readonly descriptorUrl?: boolean;
  readonly fault?: string;
  readonly variation?: string;
}

/** `serve endpoint`: the reference group to develop against, until it is stopped. */
export async function serveCommand(flags: ServeFlags, write: (line: string) => void): Promise<void> {
  const group = await startEndpointGroup({ wraps: await wrapsOf(flags), byUrl: flags.descriptorUrl ?? false });
  mkdirSync(flags.dir, { recursive: true });
  const files = group.texts.map((text, index) => {
    const file = join(flags.dir, `endpoint-${index + 1}.json`);
    // The tokens are of this process only; still, a token file is nobody else's business.
    writeFileSync(file, `${text}\n`, { mode: 0o600 });
    return file;
  });
  const [ca, config] = [join(flags.dir, 'ca.pem'), join(flags.dir, 'nbwss-conformance.config.json')];
  writeFileSync(ca, `${group.ca.trimEnd()}\n`);
  writeFileSync(config, `${JSON.stringify({ hooks: group.hooks }, null, 2)}\n`);
  const options = `--ca ${ca} --config ${config}`;
  write(`npx nbwss-conformance run endpoint ${files.join(' ')} ${options}`);
  if (flags.descriptorUrl === true)
    write(`npx nbwss-conformance run endpoint ${group.descriptorUrls.join(' ')} ${options} --allow-private`);
  write('ready');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await group.stop();
}

async function wrapsOf({ fault, variation }: ServeFlags): Promise<readonly SeamWrap[]> {
  const faults = fault === undefined ? [] : [named(fault, await loadFaults('endpoint'), '--fault')];
  const variations = variation === undefined ? [] : [named(variation, await loadVariations('endpoint'), '--variation')];
  return [...variations, ...faults].map(({ wrap }) => wrap);
}

function named<T extends { readonly name: string }>(name: string, all: readonly T[], flag: string): T {
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  const near = all.map((one) => one.name).filter((known) => known.includes(name.split('-')[0] ?? name));
  throw new UsageError(
    `${flag} ${name}: expected one of ${all.length} names, got another; near are ${
      near.slice(0, 5).join(', ') ||
      all
        .slice(0, 5)
        .map((one) => one.name)
        .join(', ')
    }.`,
  );
}
