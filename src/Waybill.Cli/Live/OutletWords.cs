using Waybill.Speed.Runtime;

namespace Waybill.Cli.Live;

/// <summary>Outlets as people know them.</summary>
internal static class OutletWords
{
    public static string WordOf(Outlet outlet) => outlet switch
    {
        Outlet.Alerts or Outlet.Trucks => "sink",
        Outlet.AlertLog => "alert log",
        Outlet.Archive => "archive",
        Outlet.DeadLetters => "dead letters",
        _ => "state",
    };
}
