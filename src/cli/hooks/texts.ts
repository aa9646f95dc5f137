/** Said to an assistant that is about to end its turn after work of which nothing was stored. */
export const OFFER_TEXT = `This session did work, and nothing of it is stored in memorygraph yet. Asked once a session: is there something that a later session will need, such as a problem with its cause and fix, a decision with its reason, or a preference the user stated? If so, store each with store_memory (recall_memories first, so that nothing is stored twice; no secrets), then say in one line what was stored. If not, or if these tools are not there, end here and do not mention this.`;

/** Goes to whoever writes the summary that takes the place of a conversation. */
export const COMPACTION_TEXT = `Under a heading "Not stored yet", list what was learned here that a later session will need and that no store_memory call has stored: problems with cause and fix, decisions with their reason, preferences the user stated; with file names and exact values. Leave the heading out where there is nothing.`;

/** Follows what is told after a conversation was summarised. */
export const AFTER_COMPACTION_TEXT = `The conversation was summarised just now. If the summary has a part "Not stored yet", store what is in it with store_memory before going on.`;
