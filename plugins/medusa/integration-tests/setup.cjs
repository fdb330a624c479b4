const { MetadataStorage } = require("@medusajs/framework/mikro-orm/core");

// Models are registered in one place for the whole process; what an earlier file left there is not ours.
MetadataStorage.clear();

for (const name of ["DB_HOST", "DB_PORT", "DB_USERNAME", "DB_PASSWORD"]) {
  if (!process.env[name]) {
    throw new Error(`${name} is not set: run this through \`node examples/demo/with-postgres.mjs -- …\``);
  }
}
