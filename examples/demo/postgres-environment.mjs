/**
 * How tests are told where PostgreSQL is. Medusa's test runner compares DB_HOST with the word
 * "localhost" and turns TLS on for anything else.
 * @param {import("./postgres.mjs").PostgresServer} server
 * @returns {Record<string, string>}
 */
export function postgresEnvironment(server) {
  return {
    TEST_DATABASE_URL: server.url,
    DB_HOST: "localhost",
    DB_PORT: String(server.port),
    DB_USERNAME: server.user,
    DB_PASSWORD: server.password,
  };
}
