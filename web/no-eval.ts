/**
 * Tells zod not to try `new Function` before any schema is made: the policy forbids it, and the browser would report
 * the try as a violation. Imported first by the page and by the worker.
 */
const shared = globalThis as { __zod_globalConfig?: { jitless?: boolean } };
shared.__zod_globalConfig = { ...shared.__zod_globalConfig, jitless: true };
