module.exports = ({ env }) => ({
  host: "127.0.0.1",
  port: 0,
  app: { keys: ["for", "tests"] },
  dirs: { public: env("TEST_FOLDER") },
  // The tests' requests come through one proxy.
  proxy: { koa: true, maxIpsCount: 1 },
  logger: { updates: { enabled: false }, startup: { enabled: false } },
});
