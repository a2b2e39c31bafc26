using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataExport.Core.Database.Migrations
{
    /// <inheritdoc />
    public partial class Deletion : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "DateDeleted",
                table: "Projects",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "DateDeleted",
                table: "Organizations",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "DateDeleted",
                table: "Projects");

            migrationBuilder.DropColumn(
                name: "DateDeleted",
                table: "Organizations");
        }
    }
}
