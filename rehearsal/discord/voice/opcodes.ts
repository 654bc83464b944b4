/** Operations of the voice websocket, version 8. From 25 on they are binary, but for 31. */
export const op = {
  identify: 0,
  selectProtocol: 1,
  ready: 2,
  heartbeat: 3,
  sessionDescription: 4,
  speaking: 5,
  heartbeatAck: 6,
  resume: 7,
  hello: 8,
  resumed: 9,
  clientsConnect: 11,
  clientDisconnect: 13,
  prepareTransition: 21,
  executeTransition: 22,
  transitionReady: 23,
  prepareEpoch: 24,
  externalSender: 25,
  keyPackage: 26,
  proposals: 27,
  commitWelcome: 28,
  announceCommit: 29,
  welcome: 30,
  invalidCommitWelcome: 31,
} as const;

/** Close codes of the voice websocket that the server itself decides on. */
export const closeCode = {
  /** No close frame: the connection was cut. */
  abnormal: 1006,
  unknownOpcode: 4001,
  payloadUndecodable: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  sessionInvalid: 4006,
  sessionTimeout: 4009,
  unknownProtocol: 4012,
  disconnected: 4014,
  serverCrashed: 4015,
  unknownEncryptionMode: 4016,
  daveRequired: 4017,
} as const;

/** Whether a client may resume after its websocket closed with this code. */
export const isResumable = (code: number): boolean =>
  code === closeCode.serverCrashed || (code < 4000 && code !== 1000);
