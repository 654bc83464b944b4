/** Where the service reports jobs, and with which secret. */
export interface AccountWebhook {
  /** Takes the events of jobs that name no address of their own. */
  readonly url?: string;
  /** Signs the deliveries of jobs that bring no secret of their own: without one they are unsigned. */
  readonly secret?: string;
}

export interface WebhookOptions {
  /** The account's settings. */
  readonly account?: AccountWebhook;
  /**
   * Servers behind https addresses, as a reverse proxy has them: `{ 'https://bot.example': 'http://127.0.0.1:PORT' }`, also
   * with paths. Deliveries to any other address find no such host.
   */
  readonly route?: Readonly<Record<string, string>>;
  /** PEM of the authority of those of them that speak TLS themselves. */
  readonly authority?: string;
}
