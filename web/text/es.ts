/** Spanish. */
import type { Table } from './language.ts';
import { check, checkTerms } from './es.check.ts';
import { detectors, detectorTerms } from './es.detectors.ts';
import { evidence, evidenceTerms } from './es.evidence.ts';
import { field } from './es.field.ts';
import { follow } from './es.follow.ts';
import { looking } from './es.looking.ts';
import { messages } from './es.messages.ts';
import { outside } from './es.outside.ts';
import { room } from './es.room.ts';
import { rooms } from './es.rooms.ts';
import { spoken } from './es.spoken.ts';
import { terms } from './es.terms.ts';

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
