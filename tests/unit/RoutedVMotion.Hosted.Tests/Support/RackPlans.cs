using System.IO;
using System.Linq;

namespace RoutedVMotion.Hosted.Tests.Support;

/// <summary>The plan that a person would write for an unconverted fabric of the simulator.</summary>
public static class RackPlans
{
    /// <summary>Writes it to a file.</summary>
    public static void Write(string path, int racks, string stack = "vmotion") => File.WriteAllText(path, $$"""
        {
          "version": 1,
          "defaults": { "mtu": 9000, "stack": "{{stack}}" },
          "racks": [
        {{string.Join(",\n", Enumerable.Range(1, racks).Select(Rack))}}
          ]
        }
        """);

    private static string Rack(int number) => $$"""
            { "name": "rack-{{number:00}}", "leaves": ["leaf-{{number:00}}a", "leaf-{{number:00}}b"],
              "vmotion": {
                "subnet": "172.16.{{number}}.0/24", "gateway": "172.16.{{number}}.1", "vlan": {{2000 + number}},
                "adapters": [ { "portGroup": ["dvpg-vmotion-r{{number:00}}", "vMotion"], "pool": "172.16.{{number}}.11-172.16.{{number}}.60" } ] } }
        """;
}
