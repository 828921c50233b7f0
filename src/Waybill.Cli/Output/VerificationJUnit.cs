using System.Globalization;
using System.Text;
using System.Xml;
using Waybill.Pipeline.Score;

namespace Waybill.Cli.Output;

/// <summary>The lake beside the truth as JUnit XML: a suite for each table, a case for each check. Every CI system reads it.</summary>
internal static class VerificationJUnit
{
    public static byte[] Write(Verification verification)
    {
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
        using (var xml = XmlWriter.Create(bytes, settings))
        {
            xml.WriteStartElement("testsuites");
            WriteCounts(xml, "waybill verify", verification.Checks);
            foreach (var suite in verification.Checks.GroupBy(c => c.Layer, StringComparer.Ordinal))
            {
                xml.WriteStartElement("testsuite");
                WriteCounts(xml, suite.Key, [.. suite]);
                foreach (var check in suite)
                {
                    WriteCase(xml, check, verification.Differences);
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return [.. bytes.ToArray(), (byte)'\n'];
    }

    private static void WriteCounts(XmlWriter xml, string name, IReadOnlyList<ScoreCheck> checks)
    {
        xml.WriteAttributeString("name", Clean(name));
        xml.WriteAttributeString("tests", checks.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", checks.Count(c => !c.Pass).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", "0");
    }

    private static void WriteCase(XmlWriter xml, ScoreCheck check, IReadOnlyList<Difference> differences)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Clean(check.Layer));
        xml.WriteAttributeString("name", Clean(check.Name));
        xml.WriteAttributeString("time", "0");
        if (!check.Pass)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", string.Create(CultureInfo.InvariantCulture,
                $"found {check.Found}, can be known {check.Knowable}, truth {check.Truth}"));
            xml.WriteString(Clean(string.Join('\n', differences.Where(d => d.Table == check.Layer)
                .Select(d => $"{d.Key}: {VerificationReport.InWords(d)}"))));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // XML 1.0 has no way to write most control characters.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
        }

        return clean.ToString();
    }
}
