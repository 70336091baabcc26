import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { attempt } from './attempt.ts';
import type { Installation } from './installation.ts';
import type { KeptEntry, NotificationEntry, Queue } from './session.ts';

/** A group's queue on disk, as a journal of what came and what is over (guide §1.6, guaranteed delivery). */
export class DurableQueue implements Queue {
  readonly #journal: string;
  readonly #seams: Installation['seams'];
  #entries: KeptEntry[];
  #next: number;

  constructor(groupId: string, { home, seams }: Installation) {
    // A groupId may hold what a file name may not.
    this.#journal = join(home, 'queue', createHash('sha256').update(groupId).digest('hex').slice(0, 32).concat('.jsonl'));
    this.#seams = seams;
    this.#entries = [...attempt(() => seams.load(this.#journal), [])];
    this.#next = (this.#entries.at(-1)?.number ?? 0) + 1;
  }

  get entries(): readonly KeptEntry[] {
    return this.#entries;
  }

  add(entry: NotificationEntry): void {
    const kept = { ...entry, number: this.#next };
    this.#next += 1;
    this.#entries.push(kept);
    attempt(() => this.#seams.save(kept, this.#journal), undefined);
  }

  remove(entries: readonly KeptEntry[]): void {
    const gone = new Set(entries.map(({ number }) => number));
    this.#entries = this.#entries.filter(({ number }) => !gone.has(number));
    attempt(() => this.#seams.erase(entries, this.#journal), undefined);
  }
}
