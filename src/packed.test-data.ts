import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** A project that has installed the packed package. */
export interface Project {
  readonly folder: string;
  /** Runs a command in it; gives its exit code and all that it printed. */
  sh(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
}

export interface Ended {
  readonly code: number;
  readonly output: string;
}

/**
 * Packs this package and installs the tarball into a copy of an example, without the registry: what the package depends on is linked
 * from here, and nothing else, so that a dependency that it does not declare is missing there as it would be for a user.
 */
export function installPacked(example: string, others: readonly string[]): Project {
  const folder = mkdtempSync(join(tmpdir(), 'nbwss-packed-'));
  cpSync(join(root, example), folder, { recursive: true });
  const [{ filename } = { filename: '' }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    }),
  ) as readonly { readonly filename: string }[];
  const installed = join(folder, 'node_modules', 'nbwss-conformance');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', installed, '--strip-components', '1']);
  const { bin, dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest;
  for (const name of [...Object.keys(dependencies), ...others]) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
  const commands = { ...bin, vitest: '../vitest/vitest.mjs' };
  mkdirSync(join(folder, 'node_modules', '.bin'));
  for (const [name, file] of Object.entries(commands))
    symlinkSync(join(installed, file), join(folder, 'node_modules', '.bin', name));
  const sh: Project['sh'] = (command, args, env) =>
    new Promise((resolve) => {
      const options = { cwd: folder, env: { ...outside(process.env), NO_COLOR: '1', ...env }, maxBuffer: 64 * 1024 * 1024 };
      execFile(command, args, options, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), output: `${stdout}\n${stderr}` });
      });
    });
  return { folder, sh };
}

/** What a user's shell has: nothing of the vitest that runs this. */
const outside = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$|DEV$|PROD$|MODE$|SSR$|BASE_URL$)/.test(name)),
  );
