/** The most nodes of each sort that a plan lists. Further ones are counted. */
export const listedNodes = 1_000;
