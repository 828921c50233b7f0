using System.Text;
using Waybill.Events.Text;
using Xunit;

namespace Waybill.Tests.Events.Text;

public sealed class TextTableTests
{
    private static readonly string[] Texts =
        ["Hà Nội", "Lamp, 12\" wide", "", new string('x', TextTable.MaxFieldLength), "Shopee"];

    private readonly TextTable _table = new(Texts);

    [Fact]
    public void Raw_texts_come_back_as_they_went_in()
    {
        for (int i = 0; i < Texts.Length; i++)
        {
            Assert.Equal(Texts[i], Encoding.UTF8.GetString(_table.Raw(i)));
            Assert.Equal(Texts[i], _table[i]);
        }
    }

    [Fact]
    public void Fields_are_copied_with_their_quotes_and_a_comma()
    {
        for (int i = 0; i < Texts.Length; i++)
        {
            byte[] buffer = new byte[256];
            int end = _table.WriteFieldAndComma(ref buffer[0], 0, i);

            var expected = new ByteBuffer();
            CsvText.AppendField(expected, Encoding.UTF8.GetBytes(Texts[i]));
            Assert.Equal(Encoding.UTF8.GetString(expected.Written) + ",", Encoding.UTF8.GetString(buffer, 0, end));
        }
    }

    [Fact]
    public void Texts_too_long_for_a_row_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextTable([new string('x', TextTable.MaxFieldLength + 1)]));

    [Fact]
    public void Unknown_texts_have_no_index() => Assert.Equal(-1, _table.IndexOf("Tiki"));
}
