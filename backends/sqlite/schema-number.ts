/** Marks the file as ours (`PRAGMA application_id`): the letters `mgr` and 1. */
export const APPLICATION_ID = 0x6d677201;

/** Number of this program among those that share stores; a store names the oldest that may read it. */
export const PROGRAM_NUMBER = 1;
