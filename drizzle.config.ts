/** `npm run migration`: compares edge-api/db/schema.ts with the last migration and writes the next one. */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  driver: 'd1-http',
  schema: './edge-api/db/schema.ts',
  out: './edge-api/db/migrations',
  // Only `push` and `pull` would need these; `generate` works without an account.
  dbCredentials: { accountId: '', databaseId: '', token: '' },
});
