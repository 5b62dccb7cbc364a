/** Where the master key comes from. Provided by the apps: the vault itself reads no environment. */
export class MasterKeySource {
  constructor(
    /** Absolute path of the data folder; the key file is `keys/master.key` in it. */
    readonly dataDir: string,
    /** 32 bytes in base64. Wins over the file, which is then neither read nor made. */
    readonly base64?: string,
  ) {}
}
