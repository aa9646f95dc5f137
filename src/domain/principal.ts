/** Who acts. Made by `src/auth` from the transport, never from an argument of a tool. */
export interface Principal {
  /** `local` for the owner of the process. */
  readonly kind: 'local';
  /** Shown as `created_by`; the operating system's user name unless configured. */
  readonly user_id: string;
}
