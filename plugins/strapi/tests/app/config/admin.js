module.exports = {
  auth: { secret: "for tests" },
  apiToken: { salt: "for tests" },
  transfer: { token: { salt: "for tests" } },
  secrets: { encryptionKey: "0123456789abcdef0123456789abcdef" },
  serveAdminPanel: false,
};
