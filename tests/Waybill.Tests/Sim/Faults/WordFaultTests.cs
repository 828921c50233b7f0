using System.Text;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;
using Xunit;

namespace Waybill.Tests.Sim.Faults;

public sealed class WordFaultTests
{
    private static readonly FeedVocabulary Vocabulary = new World(1, new Scenario()).Vocabulary;

    private static IEnumerable<IReadOnlyList<string>> Enumerations { get; } =
        [Texts(FeedVocabulary.Statuses), Texts(Vocabulary.Channels), Texts(Vocabulary.Carriers)];

    [Fact]
    public void Another_spelling_differs_and_folds_back_to_the_word()
    {
        foreach (string word in Enumerations.SelectMany(words => words))
        {
            FaultDice dice = Dice();
            for (int i = 0; i < 50; i++)
            {
                var buffer = new ByteBuffer();
                WordFaults.AppendVariant(buffer, Encoding.UTF8.GetBytes(word), ref dice);
                string variant = Encoding.UTF8.GetString(buffer.Written);

                Assert.NotEqual(word, variant);
                Assert.Equal(Fold(word), Fold(variant));
                Assert.DoesNotContain(variant, letter => letter is ',' or '"' or '\n');
            }
        }
    }

    [Fact]
    public void A_slip_in_an_enumeration_is_nearest_to_the_word_that_was_meant()
    {
        foreach (IReadOnlyList<string> words in Enumerations)
        {
            foreach (string word in words)
            {
                FaultDice dice = Dice();
                for (int i = 0; i < 100; i++)
                {
                    var buffer = new ByteBuffer();
                    Assert.True(WordFaults.TryAppendTypo(buffer, Encoding.UTF8.GetBytes(word), ref dice));
                    string typo = Encoding.UTF8.GetString(buffer.Written);

                    Assert.NotEqual(word, typo);
                    Assert.All(words.Where(other => other != word), other => Assert.True(Distance(typo, other) > Distance(typo, word)));
                }
            }
        }
    }

    [Theory]
    [InlineData(0, "x,\"b,c\",3\n")]
    [InlineData(1, "a,x,3\n")]
    [InlineData(2, "a,\"b,c\",x\n")]
    public void A_replaced_column_replaces_nothing_else(int column, string expected)
    {
        var buffer = new ByteBuffer();

        LineFaults.AppendReplaced(buffer, "a,\"b,c\",3\n"u8, column, "x"u8);

        Assert.Equal(expected, Encoding.UTF8.GetString(buffer.Written));
    }

    [Fact]
    public void A_name_without_two_different_neighbouring_letters_keeps_its_spelling()
    {
        var buffer = new ByteBuffer();
        FaultDice dice = Dice();

        Assert.False(WordFaults.TryAppendTypo(buffer, "Ý a bb"u8[..4], ref dice));
        Assert.Equal(0, buffer.Length);
    }

    [Fact]
    public void Names_written_in_latin_1_are_no_valid_utf_8_and_come_back()
    {
        var names = new Latin1Names(Vocabulary.Customers);
        int usable = 0;
        for (int i = 0; i < Vocabulary.Customers.Count; i++)
        {
            if (names[i].IsEmpty)
            {
                continue;
            }

            usable++;
            Assert.False(System.Text.Unicode.Utf8.IsValid(names[i]));
            Assert.Equal(Vocabulary.Customers[i], Encoding.Latin1.GetString(names[i]));
        }

        Assert.InRange(usable, Vocabulary.Customers.Count / 20, Vocabulary.Customers.Count / 3);
    }

    private static FaultDice Dice()
    {
        var dice = new FaultDice(new RandomStreams(3).Get("words"));
        dice.Open(1);
        return dice;
    }

    private static string[] Texts(TextTable table) => [.. Enumerable.Range(0, table.Count).Select(i => table[i])];

    private static string Fold(string word) => string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Insertions, deletions, changes and swaps of neighbours (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                int best = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                d[i, j] = swapped ? Math.Min(best, d[i - 2, j - 2] + 1) : best;
            }
        }

        return d[a.Length, b.Length];
    }
}
