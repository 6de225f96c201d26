/** English. */
import type { Table } from './language.ts';
import { check, checkTerms } from './en.check.ts';
import { detectors, detectorTerms } from './en.detectors.ts';
import { evidence, evidenceTerms } from './en.evidence.ts';
import { field } from './en.field.ts';
import { follow } from './en.follow.ts';
import { looking } from './en.looking.ts';
import { messages } from './en.messages.ts';
import { outside } from './en.outside.ts';
import { room } from './en.room.ts';
import { rooms } from './en.rooms.ts';
import { spoken } from './en.spoken.ts';
import { terms } from './en.terms.ts';

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
