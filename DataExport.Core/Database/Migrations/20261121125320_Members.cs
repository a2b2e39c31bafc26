using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataExport.Core.Database.Migrations
{
    /// <inheritdoc />
    public partial class Members : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            Rebuild(migrationBuilder, "TEXT", "INTEGER", "\"InvitationId\" INTEGER NULL,", where: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "DateLastActive",
                table: "Memberships",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "AspNetUsers",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "Invitations",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OrganizationId = table.Column<int>(type: "INTEGER", nullable: false),
                    Email = table.Column<string>(type: "TEXT", nullable: false),
                    NormalizedEmail = table.Column<string>(type: "TEXT", nullable: false),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", nullable: true),
                    InvitedById = table.Column<int>(type: "INTEGER", nullable: true),
                    DateCreated = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DateExpires = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Invitations_AspNetUsers_InvitedById",
                        column: x => x.InvitedById,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_Invitations_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_InvitedById",
                table: "Invitations",
                column: "InvitedById");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_OrganizationId_NormalizedEmail",
                table: "Invitations",
                columns: new[] { "OrganizationId", "NormalizedEmail" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_TokenHash",
                table: "Invitations",
                column: "TokenHash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Invitations");

            Rebuild(migrationBuilder, "TEXT NOT NULL", "INTEGER NOT NULL", "", where: "WHERE \"ExportId\" IS NOT NULL AND \"UserId\" IS NOT NULL");

            migrationBuilder.DropColumn(
                name: "DateLastActive",
                table: "Memberships");

            migrationBuilder.DropColumn(
                name: "Name",
                table: "AspNetUsers");
        }

        // By hand, within the transaction: EF Core would rebuild the table with foreign keys switched off, which no transaction can hold,
        // so that a crash would leave half of it. No foreign key leads to this table or away from it.
        private static void Rebuild(MigrationBuilder migrationBuilder, string exportId, string userId, string invitationId, string where)
        {
            const string Kept = "\"Id\", \"ExportId\", \"UserId\", \"Kind\", \"State\", \"Failures\", \"NotBefore\", \"DateCreated\", \"DateSent\", \"Error\"";
            migrationBuilder.Sql($$"""
                CREATE TABLE "OutboxMailsAnew" (
                    "Id" INTEGER NOT NULL CONSTRAINT "PK_OutboxMails" PRIMARY KEY AUTOINCREMENT,
                    "ExportId" {{exportId}},
                    "UserId" {{userId}},
                    {{invitationId}}
                    "Kind" TEXT NOT NULL,
                    "State" TEXT NOT NULL,
                    "Failures" INTEGER NOT NULL,
                    "NotBefore" TEXT NOT NULL,
                    "DateCreated" TEXT NOT NULL,
                    "DateSent" TEXT NULL,
                    "Error" TEXT NULL
                );
                INSERT INTO "OutboxMailsAnew" ({{Kept}}) SELECT {{Kept}} FROM "OutboxMails" {{where}};
                DROP TABLE "OutboxMails";
                ALTER TABLE "OutboxMailsAnew" RENAME TO "OutboxMails";
                CREATE UNIQUE INDEX "IX_OutboxMails_ExportId_Kind_UserId" ON "OutboxMails" ("ExportId", "Kind", "UserId");
                CREATE INDEX "IX_OutboxMails_State_NotBefore" ON "OutboxMails" ("State", "NotBefore");
                """);
        }
    }
}
