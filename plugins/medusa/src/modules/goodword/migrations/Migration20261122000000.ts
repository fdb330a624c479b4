import { migrationSql } from "@goodword/store";
import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122000000 extends Migration {
  override async up(): Promise<void> {
    for (const statement of migrationSql("pg", "up", "001-initial")) this.addSql(statement);
  }

  override async down(): Promise<void> {
    for (const statement of migrationSql("pg", "down", "001-initial")) this.addSql(statement);
  }
}
