import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hkdfSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { masterKeyPath } from './internal/master-key-file.js';
import { MasterKeyError } from './master-key-error.js';
import { MasterKeySource } from './master-key-source.js';
import { MasterKeys } from './master-keys.js';

const BASE64 = Buffer.alloc(32, 5).toString('base64');

describe('the master key', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'amends-keys-'));
  });
  afterEach(() => {
    rmSync(dataDir, { recursive: true });
  });

  it('comes from the environment where it is set, and makes no file', () => {
    const keys = MasterKeys.load(new MasterKeySource(dataDir, BASE64));
    expect(keys.subKey('access-code/v1')).toEqual(
      new MasterKeys(Buffer.alloc(32, 5)).subKey('access-code/v1'),
    );
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('is made in the data folder on first use, for its owner alone, and is the same ever after', () => {
    const first = MasterKeys.load(new MasterKeySource(dataDir));
    const path = masterKeyPath(dataDir);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'keys')).mode & 0o777).toBe(0o700);
    expect(Buffer.from(readFileSync(path, 'utf8'), 'base64')).toHaveLength(32);
    expect(readdirSync(join(dataDir, 'keys'))).toEqual(['master.key']);
    expect(MasterKeys.load(new MasterKeySource(dataDir)).subKey('access-code/v1')).toEqual(
      first.subKey('access-code/v1'),
    );
  });

  it('is refused where others can read it', () => {
    MasterKeys.load(new MasterKeySource(dataDir));
    chmodSync(masterKeyPath(dataDir), 0o640);
    expect(() => MasterKeys.load(new MasterKeySource(dataDir))).toThrow(
      /can be read by others: run chmod 600/,
    );
  });

  it.each([
    [''],
    ['short'],
    [Buffer.alloc(31).toString('base64')],
    [BASE64.replace('=', '')],
    [`${BASE64}AA`],
    ['é'.repeat(44)],
  ])('is refused where it is not 32 bytes in base64: %j', (bad) => {
    expect(() => MasterKeys.load(new MasterKeySource(dataDir, bad))).toThrow(MasterKeyError);
    MasterKeys.load(new MasterKeySource(dataDir));
    writeFileSync(masterKeyPath(dataDir), bad);
    expect(() => MasterKeys.load(new MasterKeySource(dataDir))).toThrow(/must hold 32 bytes in base64/);
  });

  it('says in one sentence when its folder cannot be used', () => {
    writeFileSync(join(dataDir, 'keys'), 'a file where a folder should be');
    expect(() => MasterKeys.load(new MasterKeySource(dataDir))).toThrow(
      /^The master key file .* cannot be read \(ENOTDIR\)\.$/,
    );
  });

  it('has a key of its own for each purpose, by HKDF', () => {
    const keys = new MasterKeys(Buffer.alloc(32, 5));
    expect(keys.subKey('access-code/v1')).toEqual(
      Buffer.from(hkdfSync('sha256', Buffer.alloc(32, 5), '', 'amends/access-code/v1', 32)),
    );
    expect(keys.subKey('access-code/v1')).not.toEqual(keys.subKey('data-key-wrap/v1'));
    expect(JSON.stringify(keys)).toBe('{}');
  });
});
