/** Rows of the descriptor are judged on the file alone, whoever is there: a verdict on them says nothing of a candidate at work. */
export const isOfDescriptor = (requirement: string): boolean => /^(DSC|GRP)-/.test(requirement);
