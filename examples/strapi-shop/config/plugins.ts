export default ({ env }) => ({
  goodword: {
    enabled: true,
    config: {
      shopUrl: env("MEDUSA_BACKEND_URL", "http://localhost:9000"),
      contentSecret: env("GOODWORD_CONTENT_SECRET"),
    },
  },
});
