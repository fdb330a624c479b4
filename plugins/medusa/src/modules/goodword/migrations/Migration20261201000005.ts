import { migrationSql } from "@goodword/store";
import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261201000005 extends Migration {
  override async up(): Promise<void> {
    for (const statement of migrationSql("pg", "up", "010-proof")) this.addSql(statement);
  }

  override async down(): Promise<void> {
    for (const statement of migrationSql("pg", "down", "010-proof")) this.addSql(statement);
  }
}
