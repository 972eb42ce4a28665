Bakeoff
Apache-2.0, see LICENSE.

What adds Spark to it holds the following, each under its own licence. The texts of the licences are in the jars, or with their projects.

In executors/spark:
<#function licences all>
  <#return all?join("; ")>
</#function>
<#list dependencyMap as entry>
<#if entry.getKey().groupId != "org.bakeoff">
  ${entry.getKey().groupId}:${entry.getKey().artifactId}:${entry.getKey().version} (${licences(entry.getValue())})
</#if>
</#list>

