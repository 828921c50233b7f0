namespace Waybill.Cli.Configuration;

/// <summary>What <c>waybill init</c> writes.</summary>
internal static class ConfigurationTemplate
{
    public const string Text = "";
}
