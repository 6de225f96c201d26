/** Samples that people give: given under a key, taken back by receipt. */
import { parseSampleReceipt, type Sample, type SampleReceipt } from '../sample.ts';
import { jsonOf, nothing, type Endpoint } from './endpoint.ts';

/** The same key again gives the same receipt. */
export const giveSample: Endpoint<{ readonly sample: Sample; readonly key: string }, SampleReceipt> = {
  method: 'POST',
  route: '/api/samples',
  what: 'sample',
  request: ({ sample, key }) => ({ ...jsonOf(sample), headers: { 'idempotency-key': key } }),
  replies: { 200: parseSampleReceipt, 201: parseSampleReceipt },
};

export const takeBackSample: Endpoint<{ readonly receipt: string }, null> = {
  method: 'DELETE',
  route: '/api/samples/{receipt}',
  what: 'sample',
  request: ({ receipt }) => ({ path: { receipt } }),
  replies: { 204: nothing },
};
