import { hookSurroundings } from '../../config/hook-surroundings.js';
import type { HookMoment } from './moment.js';
import { offersIn } from './offers.js';
import type { HookReply } from './render.js';
import { storeOffer } from './store-offer.js';
import { COMPACTION_TEXT } from './texts.js';

/** What there is to say at a moment of a session; null for nothing. Throws whatever reading a store throws. */
export async function eventReply(moment: HookMoment): Promise<HookReply | null> {
  const { event, client, payload } = moment;
  switch (event) {
    case 'session-start': {
      // The store is loaded for this moment alone.
      const { startReply } = await import('./session-start.js');
      return await startReply(moment);
    }
    case 'pre-compact':
      return { kind: 'compaction', text: COMPACTION_TEXT };
    case 'stop':
      return storeOffer(client, payload, hookSurroundings());
    case 'session-end':
      if (payload.session_id !== undefined)
        offersIn(hookSurroundings().folder).forget(`${client} ${payload.session_id}`);
      return null;
  }
}
