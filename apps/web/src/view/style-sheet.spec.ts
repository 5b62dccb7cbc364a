import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { StyleSheet } from './style-sheet.js';

beforeAll(() => {
  if (existsSync(join('dist', 'apps', 'web', 'assets', 'manifest.json'))) return;
  const built = spawnSync(process.execPath, ['scripts/build-web-assets.mjs']);
  expect(built.status).toBe(0);
}, 60_000);

describe('the style sheet', () => {
  it('is the same in every coding, and sent in the smallest that is taken', () => {
    const sheet = new StyleSheet();
    const plain = sheet.in(undefined);
    expect(plain.coding).toBe('');
    const brotli = sheet.in('gzip, deflate, br, zstd');
    expect(brotli.coding).toBe('br');
    expect(brotliDecompressSync(brotli.bytes)).toEqual(plain.bytes);
    const gzip = sheet.in('gzip;q=0.5, br;q=0');
    expect(gzip.coding).toBe('gzip');
    expect(gunzipSync(gzip.bytes)).toEqual(plain.bytes);
    expect(brotli.bytes.length).toBeLessThan(20_000);
  });

  it('has neither the crown nor a font of others, and asks nobody else for anything', () => {
    const css = new StyleSheet().in(undefined).bytes.toString('utf8');
    expect(css).not.toMatch(/GDS Transport|@font-face|url\(["']?(?!\/|data:)/);
    expect(css).toContain('[dir="rtl"]');
  });
});
