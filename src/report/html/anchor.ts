/** Characters that an id may have and a fragment of an address keeps as they are. */
const plain = /[^\w/:.-]/g;
const anchored = (id: string): string => id.replace(plain, (one) => `_${one.charCodeAt(0).toString(16)}`);

/** The anchor of a check in `report.html`, such as `handshake/opens:CON-003`: its id, which never changes its meaning. */
export const anchorOf = (checkId: string): string => anchored(checkId);

/** The anchor of a scenario in `report.html`. */
export const anchorOfScenario = (scenario: string): string => anchored(scenario);

/** The anchor of an entry of a scenario's transcript. */
export const anchorOfEntry = (transcript: string, entry: number): string => `${anchored(transcript)}.${entry}`;

/** The anchor of a requirement. */
export const anchorOfRow = (requirement: string): string => `row-${anchored(requirement)}`;

/** The anchor of the scenarios of an area. */
export const anchorOfArea = (area: string): string => `area-${anchored(area)}`;
