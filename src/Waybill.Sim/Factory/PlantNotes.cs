namespace Waybill.Sim.Factory;

/// <summary>What people in a plant write down. The first entry of each list is "nothing".</summary>
internal static class PlantNotes
{
    public static IReadOnlyList<string> Defects { get; } =
    [
        "",
        "Surface scratches on several units",
        "Edge cracked, left side",
        "Thickness off by 0.3 mm, limit is ±0.2 mm",
        "Warped after cooling",
        "Porosity visible, more than 5 per unit",
        "Bore Ø out of tolerance",
        "Discoloured, quenched above 1,350 °C",
        "Roughness 6.3 µm, limit is 3.2 µm",
        "Burrs on the rim",
        "Teeth misaligned by 0.5°",
        "Inclusions seen under the loupe",
    ];

    /// <summary>Each of these fits any action.</summary>
    public static IReadOnlyList<string> Operators { get; } =
    [
        "",
        "Adjusted feed rate, output steady again",
        "Unusual noise near the gearbox",
        "Cleaned the intake filter",
        "Temperature a little high, watched it for 10 min",
        "Replaced a worn seal",
        "Checked oil level, topped up 0.5 l",
        "Vibration slightly above normal",
        "Short jam at the outlet, cleared",
        "Handed over without remarks",
        "Sensor display flickers, told maintenance",
        "Pressure dropped briefly, recovered",
    ];
}
