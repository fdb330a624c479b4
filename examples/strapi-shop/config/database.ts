import { resolve } from "node:path";

export default ({ env }) => ({
  connection: {
    client: "sqlite",
    connection: { filename: resolve(env("DATABASE_FILENAME") || "data.db") },
    useNullAsDefault: true,
  },
});
