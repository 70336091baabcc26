/** The file of a transcript, relative to the run's folder: its name is a scenario's id, never anything from the wire. */
export const fileNameOf = (scenario: string): string => `transcripts/${scenario}.jsonl`;

/** The name of the transcript of a drive that was repeated alone. */
export const sharedName = (scenario: string): string => `${scenario}.shared`;
