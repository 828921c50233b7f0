using System.Globalization;

namespace Waybill.Tests.Pipeline;

/// <summary>
/// Orders and updates as untidy sources report them, from a number: copies, conflicting copies, late and out-of-order updates, retyped
/// ids and names, skipped stages, impossible times, updates for unknown orders.
/// </summary>
internal sealed class OrderStory
{
    private const int DropCount = 6;
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Stages = ["Processing", "Shipped", "Delivered", "Returned"];
    private readonly List<string[]>[] _sales = [.. Enumerable.Range(0, DropCount).Select(_ => new List<string[]>())];
    private readonly List<string[]>[] _updates = [.. Enumerable.Range(0, DropCount).Select(_ => new List<string[]>())];
    private ulong _state;
    private int _sequence;

    private OrderStory(int seed) => _state = ((ulong)seed * 0x9E3779B97F4A7C15) + 1;

    public static IReadOnlyList<Drop> Tell(int seed, int orders)
    {
        var story = new OrderStory(seed);
        for (var i = 0; i < orders; i++)
        {
            story.Order(i);
        }

        return [.. Enumerable.Range(0, DropCount).SelectMany(story.DropsOf).Where(d => d.Rows.Count > 0)];
    }

    private IEnumerable<Drop> DropsOf(int drop)
    {
        var at = Start.AddDays(drop + 1);
        yield return new Drop("sales", $"sales/orders_{at:yyyyMMdd}.csv", at, _sales[drop]);
        yield return new Drop("logistics", $"logistics/logistics_updates_{at:yyyyMMdd}.csv", at, _updates[drop]);
    }

    private void Order(int number)
    {
        var placed = Start.AddMinutes(Next(3 * 1440));
        var id = string.Create(CultureInfo.InvariantCulture, $"{placed:yyMMdd}-0001-{number:D5}");
        _sequence += 2;
        string[] row =
        [
            id, "Ana Lee", "Lamp", Text(1 + Next(3)), Text(5 + Next(50)) + ".50", "Jakarta", "Bogor", "1.250", "3.00", "Pending", Time(placed),
            Pick("Shopee", "shopee", "Lazada", "Website", "Tikii"), Pick("JNE", "Ninja Van"), "West", Time(placed.AddDays(4)), Text(_sequence),
        ];
        Land(_sales, placed, row, late: Next(8) == 0);
        if (Next(6) == 0)
        {
            var stale = (string[])row.Clone();
            stale[3] = "9";
            stale[^1] = Text(_sequence - 1);
            Land(_sales, placed, stale, late: Next(2) == 0);
        }

        Life(id, placed);
        if (Next(12) == 0)
        {
            Land(_updates, placed, ["999999-" + id, "Shipped", Time(placed), Text(++_sequence)], late: false);
        }
    }

    private void Life(string id, DateTime placed)
    {
        var at = placed;
        var length = Next(5);
        for (var stage = 0; stage < length; stage++)
        {
            at = at.AddMinutes(30 + Next(1500));
            if (Next(15) == 0)
            {
                continue;
            }

            _sequence += 2;
            var written = Next(12) switch { 0 => id.Replace("-", "", StringComparison.Ordinal), 1 => "#" + id, _ => id };
            var time = Next(15) switch { 0 => "1970-01-01 00:00:07", 1 => Time(at.AddDays(-2)), _ => Time(at) };
            string[] row = [written, Next(10) == 0 ? Stages[stage].ToUpperInvariant() : Stages[stage], time, Text(_sequence)];
            Land(_updates, at, row, late: Next(6) == 0);
            if (Next(10) == 0)
            {
                Land(_updates, at, [id, Stages[stage], Time(at.AddHours(-1)), Text(_sequence - 1)], late: Next(2) == 0);
            }
        }

        if (length == 0 && Next(2) == 0)
        {
            Land(_updates, at, [id, "Cancelled", Time(at.AddHours(2)), Text(++_sequence)], late: false);
        }
    }

    private void Land(List<string[]>[] drops, DateTime at, string[] row, bool late)
    {
        var drop = Math.Min(DropCount - 1, (int)(at - Start).TotalDays + (late ? 1 + Next(2) : 0));
        drops[drop].Add(row);
        if (Next(10) == 0)
        {
            drops[Math.Min(DropCount - 1, drop + Next(3))].Add(row);
        }
    }

    private string Pick(params string[] choices) => choices[Next(choices.Length)];

    // SplitMix64 (Steele, Lea, Flood 2014): the stories of a number are the same for ever.
    private int Next(int limit)
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)limit);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
