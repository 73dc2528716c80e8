using System.Collections;
using System.IO;
using System.Linq;
using System.Reflection;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;

using Xunit;

namespace RoutedVMotion.Tests.Plan;

public sealed class VMotionPlanTests
{
    [Fact]
    public void A_plan_as_an_object_is_flat_enough_for_ConvertTo_Json_and_carries_the_plan_along()
    {
        RackPlan plan = PlanText.Read(File.ReadAllText(PlanText.Examples.Single(path => Path.GetFileName(path) == "multi-nic.json")));
        var row = new VMotionPlan(plan);
        Assert.Same(plan, row.ToRackPlan());
        Assert.Equal(PlanWriter.Write(plan), row.ToJson());
        Assert.Equal("rack-01 172.16.1.0/24 via 172.16.1.1", row.Racks[0].ToString());
        Assert.Equal("dvpg-vmotion-r01-a, dvpg-vmotion-r01-b", row.Racks[0].PortGroups);
        foreach (PropertyInfo property in typeof(VMotionPlan).GetProperties())
        {
            object? value = property.GetValue(row);
            if (value is null or string || value is not IEnumerable items) continue;
            foreach (object item in items)
            {
                if (item is string) continue;
                Assert.All(item.GetType().GetProperties(), inner => Assert.True(
                    inner.PropertyType == typeof(string) || inner.PropertyType.IsValueType, $"{item.GetType().Name}.{inner.Name}"));
            }
        }
    }
}
