namespace Waybill.IntegrationTests.Postgres.Schema;

/// <summary>A transaction that the database must refuse.</summary>
/// <param name="Code">SQLSTATE of the refusal.</param>
/// <param name="Says">Part of its message.</param>
/// <param name="Sql">What the transaction does to the shop of <see cref="ShopStory"/>.</param>
internal sealed record BrokenRule(string Code, string Says, string Sql);
