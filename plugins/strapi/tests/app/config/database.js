const { join } = require("node:path");

module.exports = ({ env }) => ({
  connection: {
    client: "sqlite",
    connection: { filename: join(env("TEST_FOLDER"), "data.db") },
    useNullAsDefault: true,
  },
});
