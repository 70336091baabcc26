/** True for an id as NetBackup makes it: an upper-case version 4 UUID (guide §1.4, all its examples but EX-03). */
export const isUsualId = (id: string): boolean =>
  /^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/.test(id);

/** The letters and digits of an id, however they are written. */
const plain = (id: unknown): string =>
  String(id)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** True for what says the same id in another spelling, or as a number. */
export const isRespelt = (id: string, claimed: unknown): boolean => claimed !== id && plain(claimed) === plain(id);
