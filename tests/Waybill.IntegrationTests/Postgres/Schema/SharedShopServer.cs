using Xunit;

namespace Waybill.IntegrationTests.Postgres.Schema;

/// <summary>Tests that share one server.</summary>
[CollectionDefinition(Name)]
public sealed class SharedShopServer : ICollectionFixture<ShopServer>
{
    public const string Name = "shop on PostgreSQL";
}
