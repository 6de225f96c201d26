/** French. */
import type { Table } from './language.ts';
import { check, checkTerms } from './fr.check.ts';
import { detectors, detectorTerms } from './fr.detectors.ts';
import { evidence, evidenceTerms } from './fr.evidence.ts';
import { field } from './fr.field.ts';
import { follow } from './fr.follow.ts';
import { looking } from './fr.looking.ts';
import { messages } from './fr.messages.ts';
import { outside } from './fr.outside.ts';
import { room } from './fr.room.ts';
import { rooms } from './fr.rooms.ts';
import { spoken } from './fr.spoken.ts';
import { terms } from './fr.terms.ts';

export const table = {
  messages: {
    ...messages,
    ...evidence,
    ...looking,
    ...rooms,
    ...field,
    ...check,
    ...follow,
    ...outside,
    ...spoken,
    ...detectors,
    ...room,
  },
  terms: { ...terms, ...evidenceTerms, ...checkTerms, ...detectorTerms },
} satisfies Table;
