using Waybill.Events.Text;

namespace Waybill.Sim.Faults;

/// <summary>Other spellings of words and slips of the finger. All texts stay free of commas and quotes.</summary>
internal static class WordFaults
{
    private const int Styles = 7;

    /// <summary>Appends the word in another spelling: case, blanks, underscores, punctuation.</summary>
    public static void AppendVariant(ByteBuffer target, ReadOnlySpan<byte> word, ref FaultDice dice)
    {
        int style = dice.Below(Styles);
        bool hasBlank = word.Contains((byte)' ');
        switch (style)
        {
            case 0:
                AppendCased(target, word, upper: true);
                break;
            case 1:
                AppendCased(target, word, upper: false);
                break;
            case 2 when hasBlank:
                AppendBlanksAs(target, word, "_"u8);
                break;
            case 3 when hasBlank:
                AppendBlanksAs(target, word, "  "u8);
                break;
            case 4:
                target.Append(word);
                target.Append((byte)'.');
                break;
            case 5:
                target.Append((byte)' ');
                target.Append(word);
                break;
            default:
                target.Append(word);
                target.Append("  "u8);
                break;
        }
    }

    /// <summary>Appends the word with two neighbouring letters swapped or with one dropped. False, and nothing
    /// appended, when it has no two neighbouring ASCII letters that differ.</summary>
    public static bool TryAppendTypo(ByteBuffer target, ReadOnlySpan<byte> word, ref FaultDice dice)
    {
        int start = dice.Below(Math.Max(word.Length, 1));
        bool swap = dice.Below(2) == 0;
        for (int i = 0; i < word.Length; i++)
        {
            int at = (start + i) % word.Length;
            if (at + 1 >= word.Length
                || !char.IsAsciiLetter((char)word[at])
                || !char.IsAsciiLetter((char)word[at + 1])
                || word[at] == word[at + 1])
            {
                continue;
            }

            target.Append(word[..at]);
            target.Append(word[at + 1]);
            if (swap)
            {
                target.Append(word[at]);
            }

            target.Append(word[(at + 2)..]);
            return true;
        }

        return false;
    }

    private static void AppendCased(ByteBuffer target, ReadOnlySpan<byte> word, bool upper)
    {
        foreach (byte letter in word)
        {
            bool change = upper ? char.IsAsciiLetterLower((char)letter) : char.IsAsciiLetterUpper((char)letter);
            target.Append(change ? (byte)(letter ^ 0x20) : letter);
        }
    }

    private static void AppendBlanksAs(ByteBuffer target, ReadOnlySpan<byte> word, ReadOnlySpan<byte> blank)
    {
        foreach (byte letter in word)
        {
            if (letter == (byte)' ')
            {
                target.Append(blank);
            }
            else
            {
                target.Append(letter);
            }
        }
    }
}
