using System.Text;
using Waybill.Events.Shop;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Events.Shop;

public sealed class ShopLogTests
{
    private static readonly Instant Noon = Instant.FromSeconds(1_767_268_800);

    [Fact]
    public void What_is_written_is_read_back()
    {
        var log = new ShopLog { NextTransaction = 7, NextLsn = 100 };
        log.Begin(Noon, ShopTransactionKind.Account);
        log.Insert(ShopCatalogue.Categories).Number(3).Null().Text("Tea"u8);
        log.Update(ShopCatalogue.Categories).Number(3).Number(1).Text("Grüner \"Tee\""u8).WasNull(1).WasText(2, "Tea"u8);
        log.Commit();
        log.Begin(Noon.AddSeconds(1), ShopTransactionKind.Upkeep);
        log.Delete(ShopCatalogue.Categories).Number(-3).Number(1).Text(""u8);
        log.InsertDerived(ShopCatalogue.Carriers).Number(long.MaxValue).Text("A"u8).Text("express"u8).Flag(true);
        log.Commit();

        Assert.Equal(
            [
                "7 Account 2026-01-01 12:00:00 2: 100 Insert categories 3 null 'Tea'",
                "7 Account 2026-01-01 12:00:00 2: 101 Update categories 3 1 'Grüner \"Tee\"' was [1]=null [2]='Tea'",
                "8 Upkeep 2026-01-01 12:00:01 2: 102 Delete categories -3 1 ''",
                "8 Upkeep 2026-01-01 12:00:01 2: 103 Insert carriers 9223372036854775807 'A' 'express' 1 derived",
            ],
            Read(log.Written));
        Assert.Equal((9, 104, 4), (log.NextTransaction, log.NextLsn, log.Rows));
    }

    [Fact]
    public void A_transaction_without_changes_leaves_no_trace()
    {
        var log = new ShopLog { NextTransaction = 7, NextLsn = 100 };

        log.Begin(Noon, ShopTransactionKind.Stock);
        log.Commit();

        Assert.True(log.Written.IsEmpty);
        Assert.Equal((7, 100), (log.NextTransaction, log.NextLsn));
    }

    [Fact]
    public void Rows_with_too_few_or_too_many_columns_are_refused()
    {
        var log = new ShopLog();
        log.Begin(Noon, ShopTransactionKind.Stock);
        log.Insert(ShopCatalogue.Categories).Number(3).Null();

        Assert.Throws<InvalidOperationException>(log.Commit);
        log.Text("Tea"u8);
        Assert.Throws<InvalidOperationException>(() => log.Null());
    }

    [Fact]
    public void Changes_that_were_not_read_are_skipped()
    {
        var log = new ShopLog();
        for (int i = 0; i < 3; i++)
        {
            log.Begin(Noon, ShopTransactionKind.Catalogue);
            log.Insert(ShopCatalogue.Categories).Number(i).Null().Text("Tea"u8);
            log.Commit();
        }

        int transactions = 0;
        var reader = new ShopLogReader(log.Written);
        while (reader.NextTransaction(out _))
        {
            transactions++;
        }

        Assert.Equal(3, transactions);
    }

    [Fact]
    public void Lines_hold_the_row_and_what_it_was_before()
    {
        var log = new ShopLog { NextTransaction = 7, NextLsn = 100 };
        log.Begin(new Instant(Noon.Microseconds + 5), ShopTransactionKind.Catalogue);
        log.Insert(ShopCatalogue.LoyaltyTiers).Number(2).Text("Silver, \"shiny\""u8).Number(2).Number(30_050).Number(12_500).Number(-25_000).Flag(false);
        log.Update(ShopCatalogue.Promotions)
            .Number(1).Null().Text(""u8).Text("percent"u8).Number(1_000).Null().Null().Null().Number(5).Time(Noon).Time(Noon)
            .WasText(1, "A\"B\\C"u8).WasNumber(4, 900).WasNull(5).WasNumber(9, 0);
        log.Delete(ShopCatalogue.Categories).Number(3).Null().Text("Tea"u8);
        log.Commit();

        Assert.Equal(
            """"
            I,100,7,2026-01-01 12:00:00.000005,,2,"Silver, ""shiny""",2,300.50,1.2500,-2.50,false
            U,101,7,2026-01-01 12:00:00.000005,"{""code"":""A\""B\\C"",""value"":9.00,""channel_id"":null,""starts_at"":""1970-01-01 00:00:00.000000""}",1,,"",percent,10.00,,,,0.05,2026-01-01 12:00:00.000000,2026-01-01 12:00:00.000000
            D,102,7,2026-01-01 12:00:00.000005,"{""category_id"":3,""parent_id"":null,""name"":""Tea""}",3,,Tea

            """",
            Csv(log.Written));
    }

    private static string Csv(ReadOnlySpan<byte> log)
    {
        var csv = new ShopChangeCsv();
        var text = new ByteBuffer();
        var reader = new ShopLogReader(log);
        while (reader.NextTransaction(out ShopTransaction transaction))
        {
            while (reader.NextChange(out ShopChange change))
            {
                csv.Append(text, in transaction, in change);
            }
        }

        return Encoding.UTF8.GetString(text.Written);
    }

    private static List<string> Read(ReadOnlySpan<byte> log)
    {
        var lines = new List<string>();
        var reader = new ShopLogReader(log);
        while (reader.NextTransaction(out ShopTransaction transaction))
        {
            while (reader.NextChange(out ShopChange change))
            {
                var line = new StringBuilder($"{transaction.Number} {transaction.Kind} {transaction.At} {transaction.Changes}: ");
                line.Append($"{change.Lsn} {change.Op} {change.Table}");
                string before = "";
                for (int i = 0; i < change.Table.Columns.Count; i++)
                {
                    bool isText = change.Table.Columns[i].Kind == ShopColumnKind.Text;
                    line.Append(' ').Append(
                        change.IsNull(i) ? "null" : isText ? $"'{Encoding.UTF8.GetString(change.Utf8(i))}'" : $"{change.Number(i)}");
                    if (change.IsChanged(i))
                    {
                        string was = change.WasNull(i) ? "null"
                            : isText ? $"'{Encoding.UTF8.GetString(change.Utf8Before(i))}'" : $"{change.NumberBefore(i)}";
                        before += $" [{i}]={was}";
                    }
                }

                lines.Add(line.Append(before.Length > 0 ? " was" + before : "").Append(change.IsDerived ? " derived" : "").ToString());
            }
        }

        return lines;
    }
}
