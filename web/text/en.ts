/** English. */
import type { Table } from './language.ts';
import { check, checkTerms } from './en.check.ts';
import { evidence, evidenceTerms } from './en.evidence.ts';
import { field } from './en.field.ts';
import { follow } from './en.follow.ts';
import { looking } from './en.looking.ts';
import { messages } from './en.messages.ts';
import { outside } from './en.outside.ts';
import { rooms } from './en.rooms.ts';
import { spoken } from './en.spoken.ts';
import { terms } from './en.terms.ts';

export const table = {
  messages: { ...messages, ...evidence, ...looking, ...rooms, ...field, ...check, ...follow, ...outside, ...spoken },
  terms: { ...terms, ...evidenceTerms, ...checkTerms },
} satisfies Table;
