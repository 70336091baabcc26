import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { packageRoot } from '../../protocol/package-root.ts';
import type { Imported } from './drive-of.ts';

/** The build, which is what trials run: types are gone from it, so that they shape nothing. */
export const BUILD = new URL('dist/', packageRoot());

/** These only judge. What their verdicts decide while a run is driven, decisionsOf tells. */
const ONLY_JUDGE: ReadonlySet<string> = new Set(['src/run/judge.js', 'src/run/own-side.js', 'src/run/roles.js']);
const BY_NAME: Readonly<Record<string, string>> = {
  '#kit': 'src/kit.js',
  '#kit/fuzz': 'src/kit-fuzz.js',
  '#fault': 'src/reference/fault.js',
};
const IMPORTED = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

/** Modules of a build by their paths in it, and what they stand on. */
export class BuiltModules {
  readonly #build: URL;
  readonly #texts = new Map<string, string>();

  constructor(build: URL = BUILD) {
    this.#build = build;
  }

  textOf(module: string): string {
    const text = this.#texts.get(module) ?? readFileSync(new URL(module, this.#build), 'utf8');
    this.#texts.set(module, text);
    return text;
  }

  /** Some modules and all that they import, without what only judges. */
  reach(modules: readonly string[]): ReadonlySet<string> {
    const reached = new Set(modules);
    // A set gives what is added while it is gone through.
    for (const module of reached)
      for (const imported of this.#importsOf(module)) if (!ONLY_JUDGE.has(imported)) reached.add(imported);
    return reached;
  }

  /** A digest of some modules, of all that they import, and of what else counts. */
  digest(modules: readonly string[], others: readonly string[] = []): string {
    const reached = [...this.reach(modules)].sort();
    const parts = [...reached.map((module) => [module, this.textOf(module)]), others];
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  }

  /** The modules of ours that a module imports, at once or later. */
  #importsOf(module: string): readonly string[] {
    return [...this.textOf(module).matchAll(IMPORTED)].flatMap(([, specifier = '']) => this.#moduleOf(specifier, module));
  }

  /** The module that something comes from: the kit only exports again. */
  originOf({ from, name }: Imported): readonly string[] {
    const modules = this.#moduleOf(from, '');
    return modules.flatMap((module) => {
      if (name === undefined) return [module];
      const exported = new RegExp(`^export (?:\\{[^}]*\\b${name}\\b[^}]*\\}|\\* as ${name}) from '([^']+)'`, 'm');
      const origin = this.#moduleOf(exported.exec(this.textOf(module))?.[1] ?? '', module);
      return origin.length > 0 ? origin : [module];
    });
  }

  /** None for what is of another package, or of Node. */
  #moduleOf(specifier: string, from: string): readonly string[] {
    const named = BY_NAME[specifier];
    if (named !== undefined) return [named];
    if (!specifier.startsWith('.') || !specifier.endsWith('.js')) return [];
    const url = new URL(specifier, new URL(from, this.#build));
    return existsSync(url) ? [url.href.slice(this.#build.href.length)] : [];
  }
}
