/** True for an id as NetBackup makes it: an upper-case version 4 UUID (guide §1.4, all its examples but EX-03). */
export const isUsualId = (id: string): boolean =>
  /^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/.test(id);
