import { migrationSql } from "@goodword/store";
import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261201000002 extends Migration {
  override async up(): Promise<void> {
    for (const statement of migrationSql("pg", "up", "007-limits")) this.addSql(statement);
  }

  override async down(): Promise<void> {
    for (const statement of migrationSql("pg", "down", "007-limits")) this.addSql(statement);
  }
}
