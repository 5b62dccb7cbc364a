import { recordedReports, type TestApp } from '#testing/test-app';
import { startApi } from '../api.js';

let api: TestApp;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe('POST /api/v1/reports', () => {
  it('takes all recorded reports', async () => {
    for (const report of recordedReports()) expect((await api.file(report)).accessCode.split(' ')).toHaveLength(7);
  });
});
