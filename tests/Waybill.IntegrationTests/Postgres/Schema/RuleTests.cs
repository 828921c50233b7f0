using System.Text.RegularExpressions;
using Npgsql;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Schema;

[Collection(SharedShopServer.Name)]
public sealed class RuleTests(ShopServer shop)
{
    public static TheoryData<string> Names => [.. BrokenRules.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_bad_transaction_is_refused_with_its_code_and_a_message_that_names_the_row(string name)
    {
        var rule = BrokenRules.All[name];
        await using var connection = await shop.ReadStoryAsync();
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);

        // What is checked at commit is checked now, and what passed by mistake is taken back.
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync($"{rule.Sql};\nset constraints all immediate"));

        Assert.Equal(rule.Code, refusal.SqlState);
        Assert.Contains(rule.Says, refusal.MessageText);
        Assert.True(!rule.Code.StartsWith("WB", StringComparison.Ordinal) || refusal.Hint is { Length: > 10 }, "a refusal says what to do");
    }

    [Fact]
    public void Every_code_that_the_files_raise_is_tried()
    {
        var raised = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "db"), "*.sql")
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "'(WB[1-9][0-9][0-9])'").Select(match => match.Groups[1].Value))
            .Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(raised, BrokenRules.All.Values.Select(rule => rule.Code).Where(code => code[0] == 'W').Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_was_refused_at_commit_leaves_nothing_behind()
    {
        await using var connection = await shop.ConnectAsync(shop.CopyStory());
        var before = await connection.ScalarAsync<long>("select count(*) from shop.payments");

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync($"begin; {ShopStory.Pay(9, "pending", 11)} commit"));

        Assert.Equal("WB203", refusal.SqlState);
        await connection.ExecuteAsync("rollback");
        Assert.Equal(before, await connection.ScalarAsync<long>("select count(*) from shop.payments"));
    }
}
