import { ApiModule } from '../../apps/api/src/api.module.js';
import { furnish } from '../../apps/api/src/create-app.js';
import { JsonAdapter } from '../../apps/api/src/http/json-adapter.js';
import { TestApp, type Options } from '#testing/test-app';

/** The API as it is shipped, started in this process. */
export function startApi(options: Options = {}): Promise<TestApp> {
  return TestApp.start({ ApiModule, JsonAdapter, furnish }, options);
}
